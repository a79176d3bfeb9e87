/* Sends one picture and tells how far it is; a server that is busy is asked again. */
const TRIES = 4;

/** The server's answer. Throws an error whose `told` is what the server said, if it said anything. */
export async function send(address, parts, token, progress) {
  for (let tried = 1; ; tried += 1) {
    const { status, told } = await once(address, parts, token, progress);
    if (status === 201) return told;
    if (status !== 503 || tried === TRIES) throw Object.assign(new Error(String(status)), { told: told?.error });
    await new Promise((done) => { setTimeout(done, 1500 * tried); });
  }
}

function once(address, { picture, name, head }, token, progress) {
  const body = new FormData();
  body.append("picture", picture, name);
  if (head) body.append("head", head, "head");
  const request = new XMLHttpRequest(); // fetch tells nothing about how far it is
  request.open("POST", address);
  request.responseType = "json";
  request.setRequestHeader("X-CSRFToken", token);
  request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
  return new Promise((done) => {
    request.addEventListener("loadend", () => done({ status: request.status, told: request.response }));
    request.send(body);
  });
}
