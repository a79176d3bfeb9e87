/* The base map's file, read part by part; its first bytes may be at hand already, because the page asked for them early. */

/** A PMTiles file at `url` for protomaps-leaflet; `opening` are its first bytes (an ArrayBuffer), or nothing. */
export function basemapFile(url, opening) {
  const { p: file } = new self.protomapsL.PmtilesSource(url), far = file.source;
  file.source = {
    getKey: () => far.getKey(),
    async getBytes(start, length, ...more) {
      const isHere = opening && start + length <= opening.byteLength;
      return isHere ? { data: opening.slice(start, start + length) } : far.getBytes(start, length, ...more);
    },
  };
  return file;
}
