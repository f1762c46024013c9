"use strict";
fetch("/whoami").then((answer) => answer.text()).then((page) => {
  const facts = new DOMParser().parseFromString(page, "text/html").querySelector("main");
  document.getElementById("app").replaceChildren(...facts.childNodes);
});
