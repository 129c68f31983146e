"use strict";
// Makes pages better; everything works without it.
// Focus goes to the first faulty field, else to what tells that it is done (data-done). data-confirm: asks before a form is sent.
document.addEventListener("DOMContentLoaded", () => {
  const faulty = document.querySelector("[aria-invalid='true']");
  if (faulty) faulty.focus();
  const done = document.querySelector("[data-done]");
  if (done && !faulty) done.focus();
});
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// I dag: stories judged by keyboard or button without leaving the page. Every action is a button of a form that works
// without this. Focus moves on at once; what was said is sent one after the other, and told in the live region.
document.addEventListener("DOMContentLoaded", () => {
  const queue = document.querySelector("[data-queue]");
  const words = document.querySelector("[data-words]");
  if (!queue || !words) return;
  const undoLast = document.querySelector("[data-undo-last]");
  const keyhelp = document.querySelector("[data-keyhelp]");
  const keysOn = document.querySelector("[data-keys-on]");
  const dialog = document.querySelector("[data-keys-dialog]");
  const rest = document.querySelector("[data-rest]");
  const done = []; // numbers of the stories judged here, the latest last
  let sending = Promise.resolve();

  const tell = (text) => { words.textContent = text; words.parentElement.classList.toggle("on", Boolean(text)); };
  const stories = () => [...queue.querySelectorAll("[data-story]")];
  const waiting = (one) => !one.classList.contains("judged");
  const current = () => document.activeElement && document.activeElement.closest("[data-story]");
  const go = (one) => { one.focus({ preventScroll: true }); one.scrollIntoView({ block: "center" }); };
  const step = (by) => {
    const all = stories().filter(waiting);
    const here = current();
    if (!all.length) return;
    if (!here) return go(all[0]);
    const whole = stories();
    const at = whole.indexOf(here);
    const next = by > 0 ? whole.slice(at + 1).find(waiting) : whole.slice(0, at).reverse().find(waiting);
    go(next || here);
  };
  const moveOn = (from) => {
    const whole = stories();
    const at = whole.indexOf(from);
    const next = whole.slice(at + 1).find(waiting) || whole.slice(0, at).reverse().find(waiting);
    if (next) return go(next);
    rest.hidden = false;
    rest.querySelector("[data-more]").focus();
  };
  const send = async (form, button) => {
    const data = new FormData(form, button || undefined);
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, redirect: "error",
    });
    const isJson = (answer.headers.get("content-type") || "").includes("json");
    if (!isJson) throw new Error(answer.status === 401 ? queue.dataset.out : queue.dataset.failed);
    return { status: answer.status, ...(await answer.json()) };
  };
  const put = (row, html) => {
    const had = row.contains(document.activeElement);
    row.innerHTML = html;
    row.classList.remove("busy");
    if (had) row.focus();
  };
  const judge = (row, form, button) => {
    const request = [form, button];
    row.classList.add("judged", "busy");
    tell(queue.dataset.busy);
    moveOn(row);
    sending = sending.then(async () => {
      try {
        const answer = await send(...request);
        put(row, answer.row);
        if (answer.status !== 409) done.push(row.dataset.story);
        else row.classList.remove("judged");
        const left = stories().some(waiting);
        tell(answer.words + (left ? "" : ` ${queue.dataset.all}`));
      } catch (error) {
        row.classList.remove("judged", "busy");
        tell(error instanceof TypeError ? queue.dataset.failed : error.message);
      }
      undoLast.hidden = !done.length;
    });
  };
  const undo = (row, form) => {
    row.classList.add("busy");
    sending = sending.then(async () => {
      try {
        const answer = await send(form);
        put(row, answer.row);
        row.classList.remove("judged");
        const at = done.lastIndexOf(row.dataset.story);
        if (at >= 0) done.splice(at, 1);
        go(row);
        tell(answer.words);
      } catch (error) {
        row.classList.remove("busy");
        tell(error instanceof TypeError ? queue.dataset.failed : error.message);
      }
      undoLast.hidden = !done.length;
    });
  };
  const takeBack = () => {
    sending = sending.then(() => {
      const last = done[done.length - 1];
      const row = last && document.getElementById(`sak-${last}`);
      const form = row && row.querySelector("form[data-undo]");
      if (form) undo(row, form);
      else tell(queue.dataset.nothing);
    });
  };
  queue.addEventListener("submit", (event) => {
    const row = event.target.closest("[data-story]");
    if (!row || row.classList.contains("busy")) { if (row) event.preventDefault(); return; }
    if (event.target.matches("[data-judge]")) { event.preventDefault(); judge(row, event.target, event.submitter); }
    else if (event.target.matches("[data-undo]")) { event.preventDefault(); undo(row, event.target); }
  });
  queue.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep]");
    if (keep) { event.preventDefault(); window.location.hash = new URL(keep.href).hash; window.location.reload(); }
  });
  undoLast.addEventListener("click", takeBack);

  const remembered = "mediawatch-hurtigtaster";
  const areOn = () => keysOn.checked;
  try { keysOn.checked = window.localStorage.getItem(remembered) !== "av"; } catch { /* not allowed to remember */ }
  keysOn.addEventListener("change", () => {
    try { window.localStorage.setItem(remembered, keysOn.checked ? "paa" : "av"); } catch { /* not allowed */ }
  });
  keyhelp.hidden = false;
  const press = (key, row) => {
    const button = row && waiting(row) && row.querySelector(`form[data-judge] [data-key="${key}"]`);
    if (button) button.form.requestSubmit(button);
    else if (row === null) step(1);
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || !areOn() || dialog.open) return;
    const key = event.key.toLowerCase();
    const row = current();
    const actions = {
      j: () => step(1), k: () => step(-1), z: takeBack, "?": () => dialog.showModal(),
      "/": () => document.querySelector("[data-search]").focus(),
      o: () => { const link = row && row.querySelector("h3 a, .seen a"); if (link) link.click(); },
      enter: () => press("å", row),
    };
    if (key === "enter" && event.target !== row) return;
    const act = actions[key] || ("pnubxå".includes(key) && key.length === 1 ? () => press(key, row) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });
});

// Sak: a ready text to the clipboard. The button is shown only where there is a script to press it.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        field.select();
        document.execCommand("copy");
      }
      button.parentElement.querySelector("[data-copy-said]").textContent = button.dataset.copied;
    });
  }
});
