// Conveniences only: every page works without this file.
"use strict";

(() => {
  // A page of ours inside a frame, as after a return from the tool, needs no second header.
  if (window.self !== window.top) document.documentElement.classList.add("framed");

  // What a click did, for those who do not see it.
  const said = document.getElementById("said");
  const say = (text) => { if (said) said.textContent = text; };

  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    say(button.textContent);
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };

  const copyButton = (text, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy " + label);
    button.addEventListener("click", () => copy(button, text()));
    return button;
  };

  // Values and blocks to copy get a button of their own.
  for (const block of document.querySelectorAll("[data-copyable]")) {
    const label = block.getAttribute("data-copyable") || "text";
    if (block.localName === "pre" && !block.closest(".snippet")) {
      const snippet = document.createElement("div");
      snippet.className = "snippet";
      block.replaceWith(snippet);
      snippet.append(block);
    }
    block.after(copyButton(() => block.textContent.trim(), label));
  }

  // Shortened ids are copied whole by one click or key.
  const copyId = async (id) => {
    await navigator.clipboard.writeText(id.dataset.copy);
    const before = id.textContent;
    id.textContent = "copied";
    say("Copied " + id.dataset.copy);
    setTimeout(() => { id.textContent = before; }, 900);
  };
  for (const id of navigator.clipboard ? document.querySelectorAll("code.id[data-copy]") : []) {
    if (id.closest("a, button, summary")) continue;
    id.classList.add("copies");
    id.tabIndex = 0;
    id.setAttribute("role", "button");
    id.setAttribute("aria-label", "Copy " + id.textContent);
    id.addEventListener("click", () => copyId(id));
    id.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      copyId(id);
    });
  }

  // What scrolls is reached by keyboard, also where the browser does not see to that itself.
  const reach = () => {
    for (const box of document.querySelectorAll(".well, .scroll, .snippet > pre")) {
      const scrolls = box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
      if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0;
    }
  };
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  // A search box narrows the list that it names.
  for (const box of document.querySelectorAll("[data-filters]")) {
    const rows = document.querySelectorAll(box.dataset.filters);
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !row.querySelector(":checked") && !words.every((word) => text.includes(word));
      }
      for (const group of document.querySelectorAll("details[data-group]")) {
        group.hidden = !group.querySelector(".fault:not([hidden])");
        if (words.length) group.open = true;
      }
    });
  }

  // A launch in a popup needs a window that a click has opened.
  for (const button of document.querySelectorAll("button[data-popup]")) {
    button.addEventListener("click", () => {
      const name = button.dataset.window || "homeroom_popup";
      if (!window.open("about:blank", name, "popup," + (button.dataset.popup || "width=960,height=720"))) return;
      button.formTarget = name;
      setTimeout(() => { button.formTarget = "_blank"; }, 500);
    });
  }

  // Only one menu of the header is open, and a click elsewhere or Escape closes it.
  const menus = document.querySelectorAll("details.menu");
  const close = (but) => menus.forEach((menu) => { if (menu !== but) menu.open = false; });
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (open?.contains(document.activeElement)) open.querySelector("summary").focus();
    close(null);
  });
  menus.forEach((menu) => menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  }));

  // A link to one hop opens it.
  const openTarget = () => {
    const hop = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const details = hop && hop.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", openTarget);
  for (const link of document.querySelectorAll('a[href^="?hop="]')) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const hash = "#" + (link.getAttribute("href") || "").split("#")[1];
      if (location.hash === hash) openTarget();
      location.hash = hash;
    });
  }
  openTarget();

  for (const button of document.querySelectorAll("button[data-confirm]")) {
    button.addEventListener("click", (event) => {
      if (!confirm(button.dataset.confirm)) event.preventDefault();
    });
  }
})();
