// What refreshes by itself. Without it every page works as well: it only saves a click.
"use strict";

// A part of a page that is asked for again until it says that it is done.
for (const part of document.querySelectorAll("[data-live]")) {
  const again = async () => {
    const answer = await fetch(part.dataset.live, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.replaceChildren(...page.body.childNodes);
    if (!part.querySelector("[data-done]")) setTimeout(again, 1000);
  };
  setTimeout(again, 500);
}

// Answers are kept while somebody types: the form says where. A form is sent only after what it is keeping has arrived:
// it would be kept again after it was saved.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let waiting, keeping;
  const keep = async () => {
    const answer = await fetch(form.dataset.keep, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const said = form.querySelector("[data-kept]");
    if (answer.ok && said) said.hidden = false;
    const shown = form.dataset.preview && document.getElementById(form.dataset.preview);
    if (answer.ok && shown) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.body.childElementCount) shown.replaceChildren(...page.body.childNodes);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const before = keeping;
      const one = (async () => {
        await before; // one after another: what was typed last is what is kept
        if (keeping === one) await keep().catch(() => {});
        if (keeping === one) keeping = undefined;
      })();
      keeping = one;
    }, 400);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    if (!keeping) return;
    event.preventDefault();
    await keeping;
    form.requestSubmit(event.submitter);
  });
}

// What was wrong is read out first.
document.getElementById("problems")?.focus();
