// Photos for forms that ask for one.

/** A photo as a phone takes it: 2 000 × 1 500, some 600 KB. Runs in the page. */
export async function photographed() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2000, 1500];
  const pen = canvas.getContext("2d");
  for (let x = 0; x < 2000; x += 20) {
    for (let y = 0; y < 1500; y += 20) {
      pen.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 60% ${30 + ((x * y) % 40)}%)`;
      pen.fillRect(x, y, 20, 20);
    }
  }
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A voice as a browser records it: half a second of a tone, WebM. Runs in the page. */
export async function spoken() {
  const sound = new AudioContext();
  const [tone, mouth] = [sound.createOscillator(), sound.createMediaStreamDestination()];
  tone.connect(mouth);
  tone.start();
  const recorder = new MediaRecorder(mouth.stream, { mimeType: "audio/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.start();
  await new Promise((done) => setTimeout(done, 500));
  recorder.stop();
  await ended;
  await sound.close();
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

/** Whether the first recording of a page plays; runs in the page. */
export async function plays() {
  const player = document.querySelector("audio, video");
  player.load();
  return new Promise((done) => {
    player.onloadeddata = () => done(true);
    player.querySelector("source").onerror = () => done(false);
    setTimeout(() => done(false), 5_000);
  });
}
