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
