"use strict";
(() => {
  const filter = document.getElementById("filter");
  const hits = document.getElementById("hits");
  const fields = Object.fromEntries([...filter.querySelectorAll("[name]")].map((field) => [field.name, field]));
  const CHOICES = ["text", "kind", "state"];
  const SWITCHES = ["changed", "blanks", "findings"].filter((name) => fields[name]);
  const MARK = "#filter?";
  const provisions = [...document.querySelectorAll(".provision")];
  const contents = new Map([...document.querySelectorAll("[data-for]")].map((line) => [line.dataset.for, line]));
  const groups = [...document.querySelectorAll(".filtered, .contents .group")];
  // Upper case first: it folds what lower case alone keeps apart, such as the two sigmas.
  const folded = (text) => text.normalize("NFKC").toUpperCase().toLowerCase().replace(/\s+/gu, " ").trim();
  // The page has the words, this script the numbers.
  const said = (name, shown) => hits.dataset[name].replace("{shown}", shown).replace("{all}", provisions.length);
  let words = null;

  function asked() {
    const wanted = new URLSearchParams();
    for (const name of CHOICES) if (fields[name].value.trim()) wanted.set(name, fields[name].value);
    for (const name of SWITCHES) if (fields[name].checked) wanted.set(name, "1");
    return wanted;
  }

  function matches(provision, wanted, at) {
    const own = provision.dataset;
    if (wanted.has("kind") && own.kind !== wanted.get("kind")) return false;
    if (wanted.has("state") && own.state !== wanted.get("state")) return false;
    if (SWITCHES.some((name) => wanted.has(name) && !(name in own))) return false;
    if (!wanted.has("text")) return true;
    words ??= provisions.map((one) => folded(one.textContent));
    return words[at].includes(folded(wanted.get("text")));
  }

  function show() {
    const wanted = asked();
    let found = 0;
    provisions.forEach((provision, at) => {
      const shown = matches(provision, wanted, at);
      provision.hidden = !shown;
      contents.get(provision.id).hidden = !shown;
      found += shown;
    });
    for (const group of groups) {
      group.hidden = !group.querySelector(".provision:not([hidden]), [data-for]:not([hidden])");
    }
    hits.textContent = wanted.size ? said("some", found) : "";
    return wanted;
  }

  function fill(wanted) {
    for (const name of CHOICES) fields[name].value = wanted.get(name) ?? "";
    for (const name of SWITCHES) fields[name].checked = wanted.has(name);
    return show();
  }

  /** The address names the filter, so that a filtered page can be kept or passed on. */
  function keep(wanted) {
    const here = location.href.split("#")[0];
    history.replaceState(null, "", wanted.size ? `${here}${MARK}${wanted}` : here);
    if (!wanted.size) hits.textContent = said("all");
  }

  /** The filter that the address names; or, if a link leads to what the filter hides, no filter. */
  function follow() {
    if (location.hash.startsWith(MARK)) return fill(new URLSearchParams(location.hash.slice(MARK.length)));
    const target = document.querySelector(":target");
    if (!target?.closest("[hidden]")) return;
    fill(new URLSearchParams());
    hits.textContent = said("hid");
    target.scrollIntoView();
  }

  filter.addEventListener("input", () => keep(show()));
  document.getElementById("filter-none").addEventListener("click", () => keep(fill(new URLSearchParams())));
  window.addEventListener("hashchange", follow);
  filter.hidden = false;
  show();
  follow();
})();
