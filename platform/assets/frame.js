// Below a tool in a frame: says by itself which header keeps the frame empty. Without this file a link leads there.
"use strict";

(() => {
  const place = document.getElementById("framing");
  const frame = document.querySelector("iframe.frame");
  if (!place || !frame) return;

  // A tool that may be framed is not asked again for a while: each question is one more request in its log.
  const key = "homeroom.framed." + place.dataset.framing.split("/")[1] + "." + place.dataset.tool;
  const minutes = 10;
  const known = Number(sessionStorage.getItem(key));
  if (known && Date.now() - known < minutes * 60000) return;

  const ask = async () => {
    const answer = await fetch(place.dataset.framing + "?part=true");
    if (!answer.ok) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".framing");
    if (!part) return;
    if (part.hasAttribute("data-framed")) {
      sessionStorage.setItem(key, String(Date.now()));
    } else {
      place.replaceChildren(part);
    }
  };

  // Browsers tell of a frame that was refused as of one that was loaded: only asking shows which it is.
  frame.addEventListener("load", () => { ask().catch(() => {}); }, { once: true });
})();
