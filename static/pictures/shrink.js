/* A large picture is made smaller before it is sent: a phone's 12 megapixels are 4 MB, of which a page shows a tenth. */
const MOST = 2560;
const HEAD = 128 * 1024;

/** What is sent of a file: itself, or a smaller JPEG with the beginning of the file, which says where it was taken. */
export async function shrunk(file) {
  const smaller = await smallerThan(file).catch(() => null); // a browser that cannot read it (HEIC) sends it as it is
  return smaller ? { picture: smaller, name: file.name, head: file.slice(0, HEAD) } : { picture: file, name: file.name };
}

async function smallerThan(file) {
  const bitmap = await createImageBitmap(file);
  const scale = MOST / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1 || !isTrueToColours()) return null;
  const canvas = canvasOf(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.9); });
}

/** Browsers that hide who they are give noise back instead of what was painted. */
function isTrueToColours() {
  const context = canvasOf(2, 2).getContext("2d");
  context.fillStyle = "#3366cc";
  context.fillRect(0, 0, 2, 2);
  return [51, 102, 204, 255].every((value, place) => context.getImageData(0, 0, 2, 2).data[place] === value);
}

function canvasOf(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}
