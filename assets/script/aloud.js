// Reads a maker's screen aloud: a recording if there is one, else the phone's own voice. Without either, no button.
(() => {
  const box = document.querySelector("[data-hear]");
  const button = box.querySelector("button");
  const { clip } = box.dataset;
  const { lang } = document.documentElement;
  const speech = window.speechSynthesis;
  const voice = () => speech?.getVoices().find((own) => own.lang.startsWith(lang));
  const show = () => (button.hidden = !clip && !voice());
  let sound;
  button.addEventListener("click", () => {
    if (clip) {
      sound ??= new Audio(clip);
      if (sound.paused) sound.play();
      else sound.pause();
    } else if (speech.speaking) {
      speech.cancel();
    } else {
      const said = new SpeechSynthesisUtterance(box.querySelector("p").textContent);
      Object.assign(said, { voice: voice(), lang: voice().lang, rate: 0.9 });
      speech.speak(said);
    }
  });
  show();
  speech?.addEventListener?.("voiceschanged", show);
})();
