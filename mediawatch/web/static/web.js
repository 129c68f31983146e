"use strict";
// Makes pages better; everything works without it.
// data-focus-first: moves focus to the first faulty field. data-confirm: asks before a form is sent.
document.addEventListener("DOMContentLoaded", () => {
  const faulty = document.querySelector("[aria-invalid='true']");
  if (faulty) faulty.focus();
  const done = document.querySelector("[data-done]");
  if (done && !faulty) done.focus();
});
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
