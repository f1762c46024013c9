// The journal while it is live. The list works without this file: it is then as old as the page.
"use strict";

(() => {
  const bar = document.querySelector("[data-live]");
  const card = document.getElementById("exchanges");
  const body = card?.querySelector("tbody");
  if (!bar || !body || !window.EventSource) return;
  const state = bar.querySelector("[role=status]");
  const show = bar.querySelector("[data-act=show]");
  const count = document.getElementById("count");
  const pause = bar.querySelector("[data-act=pause]");
  // So many rows stay; older ones are on the next pages.
  const MOST = 300;

  let paused = false;
  let waiting = { count: 0, full: false, html: "" };
  let source = null;
  let last = null;

  // Whoever looks into the list must not lose the line: the top of it is out of sight, or the pointer, the focus or a
  // selection is in it.
  const reading = () => {
    const selection = getSelection();
    return card.getBoundingClientRect().top < 0
      || body.matches(":hover")
      || body.contains(document.activeElement)
      || (!selection.isCollapsed && body.contains(selection.anchorNode));
  };

  const say = () => {
    const many = waiting.full ? waiting.count + " or more" : String(waiting.count);
    show.hidden = waiting.count === 0;
    show.textContent = "Show " + many + " new";
    state.textContent = waiting.count ? many + " new" : paused ? "Paused" : "Live";
  };

  const insert = () => {
    if (waiting.count === 0) return null;
    const rows = document.createElement("tbody");
    rows.innerHTML = waiting.html;
    for (const row of rows.rows) row.classList.add("fresh");
    const first = rows.rows[0];
    if (waiting.full) body.replaceChildren();
    body.prepend(...rows.rows);
    while (body.rows.length > MOST) body.rows[body.rows.length - 1].remove();
    body.closest("[hidden]")?.removeAttribute("hidden");
    card.querySelector(".empty")?.remove();
    waiting = { count: 0, full: false, html: "" };
    return first;
  };

  const receive = (event) => {
    const news = JSON.parse(event.data);
    last = event.lastEventId;
    if (count) count.textContent = String(news.total);
    const full = waiting.full || news.full;
    waiting = {
      count: Math.min(waiting.count + news.count, 999),
      full,
      html: news.full ? news.html : news.html + waiting.html,
    };
    if (!paused && !reading()) insert();
    say();
  };

  const open = () => {
    if (source) return;
    const address = new URL(bar.dataset.live, location.href);
    if (last) address.searchParams.set("after", last);
    source = new EventSource(address);
    source.addEventListener("message", receive);
    source.addEventListener("open", say);
    source.addEventListener("error", () => { state.textContent = "Not live: the server does not answer"; });
  };

  // A browser has few connections to one server, and a page that nobody sees needs none.
  const close = () => {
    source?.close();
    source = null;
  };
  document.addEventListener("visibilitychange", () => { document.hidden ? close() : open(); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);

  show.addEventListener("click", () => {
    const first = insert();
    say();
    card.scrollIntoView({ block: "start" });
    first?.querySelector("a")?.focus({ preventScroll: true });
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    if (!paused && !reading()) insert();
    say();
  });

  // How long ago something was grows while the page stays open.
  const span = (seconds) =>
    seconds < 120 ? seconds + " s"
    : seconds < 7200 ? Math.floor(seconds / 60) + " min"
    : seconds < 172800 ? Math.floor(seconds / 3600) + " h"
    : Math.floor(seconds / 86400) + " days";
  setInterval(() => {
    for (const time of body.querySelectorAll("time")) {
      const seconds = Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000);
      if (seconds > 4) time.textContent = span(seconds) + " ago";
    }
  }, 10000);

  bar.hidden = false;
  state.textContent = "Connecting";
  open();
})();
