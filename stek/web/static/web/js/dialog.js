/* Links that open a sheet on this page; without script, or without the sheet, they are links. */
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const sheet = document.getElementById(opener.dataset.opens);
      if (!sheet?.showModal) return;
      event.preventDefault();
      sheet.showModal();
      return;
    }
    // A tap beside the sheet closes it: only the dialog itself, never its content, is hit there.
    if (event.target.matches("dialog[open]")) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (inside) return;
      event.target.close();
      // Somebody who meant the way out, which shows beside the sheet, leaves: nothing else under it was pressed.
      document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-quick-exit]")?.click();
    }
  });
})();
