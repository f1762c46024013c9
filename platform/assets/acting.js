// Whoever is looked for in the menu of the acting person appears in it while typing; without this file the people page
// lists them.
"use strict";

(() => {
  const form = document.querySelector(".menu.person form.find");
  const list = document.querySelector(".menu.person form:not(.find) ul");
  if (!form || !list) return;
  const box = form.elements.q;
  const usual = [...list.children];
  const most = 12;
  let asked = 0;
  let waiting = 0;

  const entry = (row) => {
    const button = row.querySelector("button[name=person]");
    if (!button) return null;
    const [item, choice, name, note] = ["li", "button", "bdi", "span"].map((tag) => document.createElement(tag));
    choice.className = "choice";
    choice.name = "person";
    choice.value = button.value;
    name.textContent = row.querySelector("th").textContent.trim();
    note.className = "soft small";
    note.textContent = row.querySelector("td").textContent.trim();
    choice.append(name, " ", note);
    item.append(choice);
    return item;
  };

  const say = (text) => {
    const said = document.getElementById("said");
    if (said) said.textContent = text;
  };

  const find = async () => {
    const mine = ++asked;
    if (!box.value.trim()) {
      list.replaceChildren(...usual);
      return;
    }
    const answer = await fetch(form.action + "?q=" + encodeURIComponent(box.value));
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    const found = [...page.querySelectorAll("main tbody tr")].map(entry).filter(Boolean).slice(0, most);
    list.replaceChildren(...found);
    say(found.length === 1 ? "1 person found" : found.length + " people found");
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find().catch(() => {}), 150);
  });
})();
