/** JSON of an address of ours; throws on anything but 200. A signal may call it off. */
export async function json(url, signal) {
  const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}
