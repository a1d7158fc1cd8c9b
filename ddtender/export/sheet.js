"use strict";
(() => {
  const heard = document.getElementById("heard");
  for (const button of document.querySelectorAll("button[data-of]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const value = document.getElementById(button.dataset.of);
      const done = () => {
        heard.textContent = `${heard.dataset.said}: ${button.dataset.name}`;
        button.classList.add("done");
      };
      // A page from a disk may have no clipboard: what is selected can be copied by hand.
      const select = () => {
        const range = document.createRange();
        range.selectNodeContents(value);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        if (document.execCommand("copy")) done();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(value.textContent).then(done, select);
      else select();
    });
  }
})();
