// Around the registration page of a tool: hears its word that it is done (DYN-010), closes its frame or window (DYN-011), and
// shows meanwhile what it has asked. Without this file the links of the page lead on.
"use strict";

(() => {
  const CLOSE = "org.imsglobal.lti.close";
  const place = document.querySelector("[data-registration]");
  if (!place) return;
  const { origin, done, stay } = place.dataset;
  const frame = place.querySelector("iframe");
  const heard = document.getElementById("heard");
  let popup = null;
  let told = false;

  const tell = (text) => {
    heard.textContent = text;
    heard.classList.add("warned");
    heard.hidden = false;
  };

  const subject = (data) => (data && typeof data === "object" ? data.subject : undefined);

  addEventListener("message", (event) => {
    if (subject(event.data) !== CLOSE) {
      if (String(event.data).includes(CLOSE)) tell("A close message came as text. Expected an object: {subject: \"" + CLOSE + "\"}.");
      return;
    }
    // A window that this page has opened says so, also one that opened without this script.
    const ours = event.source && (frame ? event.source === frame.contentWindow : event.source.opener === window);
    if (!ours) {
      tell("A close message came from " + event.origin + ", but not from the tool's own page. It was ignored.");
    } else if (event.origin !== origin) {
      tell("The close message came from " + event.origin + ", expected from " + origin + ", the origin of the registration URL. It was ignored, as on platforms that check it.");
    } else {
      if (!frame) event.source.close();
      location.assign(done);
    }
  });

  // A window of its own, as platforms open it; where that is forbidden, the link opens a tab.
  const opener = document.getElementById("open-window");
  if (opener) {
    opener.addEventListener("click", (event) => {
      popup = window.open(opener.href, opener.target, "popup,width=960,height=720");
      if (popup) event.preventDefault();
    });
  }

  // The same but for how long ago it was.
  const words = (section) => {
    const copy = section.cloneNode(true);
    copy.querySelectorAll("time").forEach((time) => time.remove());
    return copy.textContent;
  };

  // What the tool has asked so far comes from this page itself, fetched anew.
  const refresh = async () => {
    try {
      const answer = await fetch(stay, { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["head", "so-far", "steps"]) {
        const [now, next] = [document.getElementById(id), fresh.getElementById(id)];
        if (now && next && words(now) !== words(next)) now.replaceChildren(...next.childNodes);
      }
    } catch {
      // The platform is being restarted; the next try will tell.
    }
    if (popup && popup.closed && !told) {
      told = true;
      tell("The window was closed, or cut its tie to this page (Cross-Origin-Opener-Policy), and no close message came. See below what the tool asked of this campus.");
    }
  };

  const watch = async () => {
    if (!document.hidden) await refresh();
    setTimeout(watch, 1500);
  };
  setTimeout(watch, 1500);
})();
