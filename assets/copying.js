/* Copies the text beside a button, for a message or a report. */

(() => {
  /* The clipboard's newer interface is closed to plain http, which intranets speak. */
  const copy = button => {
    const words = button.textContent;
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = document.execCommand("copy") ? "已复制" : "请按 Ctrl+C 复制";
    setTimeout(() => (button.textContent = words), 3000);
  };

  document.addEventListener("click", event => {
    const button = event.target.closest?.(".copy-text");
    if (button && button.textContent.startsWith("复制")) copy(button);
  });
})();
