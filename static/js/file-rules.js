// The rules of the guide on a photo or an identity document (L135-140): each answer is
// { result: "ok" | "ko" | "verifier", text }. No page, no network: only facts in.

const answer = (result, text) => ({ result, text });

// `limits` holds the guide's numbers: minKb, maxMb, photo and document bounds.
export function judgeName(name) {
  const ending = name.includes(".") ? name.split(".").pop() : "";
  if (/^(jpeg|jpg|pdf|JPEG|JPG|PDF)$/.test(ending)) {
    return answer("ok", `Format accepté : ${ending}.`);
  }
  if (/^(jpeg|jpg|pdf)$/i.test(ending)) {
    return answer("verifier", `« .${ending} » mêle majuscules et minuscules : renommez le fichier en « .${ending.toLowerCase()} ».`);
  }
  return answer("ko", `Format non accepté${ending ? ` (.${ending})` : ""} : il faut un fichier JPEG, JPG ou PDF.`);
}

// Ko and Mo may count 1000 or 1024: between the two readings, « à vérifier ».
export function judgeSize(bytes, limits) {
  const { minKb, maxMb } = limits;
  if (bytes === 0) return answer("ko", "Fichier vide : l'enregistrer ou le télécharger de nouveau, puis le choisir ici.");
  if (bytes < minKb * 1000) return answer("ko", `Fichier trop léger : moins de ${minKb} Ko. Refaites la photo en meilleure qualité.`);
  if (bytes > maxMb * 1024 * 1024) return answer("ko", `Fichier trop lourd : plus de ${maxMb} Mo. Réduisez sa taille.`);
  if (bytes < minKb * 1024 || bytes > maxMb * 1e6) return answer("verifier", "Taille juste à la limite : ameli peut l'accepter ou la refuser.");
  return answer("ok", `Taille acceptée : ${bytes < 1e6 ? `${Math.round(bytes / 1000)} Ko` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} Mo`}.`);
}

export function judgePhoto(width, height, limits) {
  const { minWidth, minHeight, maxWidth, maxHeight } = limits.photo;
  const size = `${width} x ${height} pixels`;
  if (width < minWidth || height < minHeight) return answer("ko", `Photo trop petite (${size}) : il faut au moins ${minWidth} x ${minHeight}.`);
  if (width > maxWidth || height > maxHeight) return answer("ko", `Photo trop grande (${size}) : au plus ${maxWidth} x ${maxHeight}${width > height ? ". Elle est couchée : tournez-la" : ""}.`);
  return answer("ok", `Définition acceptée : ${size}.`);
}

export function judgeDocument(width, height, limits) {
  const { maxWidth, maxHeight } = limits.document;
  const size = `${width} x ${height} pixels`;
  if (width <= maxWidth && height <= maxHeight) return answer("ok", `Définition acceptée : ${size}.`);
  if (height <= maxWidth && width <= maxHeight) return answer("verifier", `Image debout (${size}) : tournez-la pour qu'elle tienne dans ${maxWidth} x ${maxHeight}.`);
  return answer("ko", `Image trop grande (${size}) : au plus ${maxWidth} x ${maxHeight}.`);
}

// What the first bytes say the file really is.
export function recognize(bytes) {
  const text = String.fromCharCode(...bytes.slice(0, 16));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (text.startsWith("%PDF-")) return "pdf";
  if (text.startsWith("\x89PNG")) return "png";
  if (text.slice(4, 8) === "ftyp" && /hei[cxfs]|mif1|msf1|hevc/.test(text.slice(8, 16))) return "heic";
  return "";
}

// Width and height from a JPEG's frame header, as it is stored, and whether its EXIF says
// that the picture is seen turned by a quarter. Null when there is no frame.
export function jpegSize(bytes) {
  let at = 2;
  let turned = false;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: bytes[at + 5] * 256 + bytes[at + 6], width: bytes[at + 7] * 256 + bytes[at + 8], turned };
    if (marker === 0xe1 && orientation(bytes, at + 4) >= 5) turned = true;
    at += marker === 0xff ? 1 : 2 + bytes[at + 2] * 256 + bytes[at + 3];
  }
  return null;
}

// The orientation of an EXIF block that starts here: 1 to 8, 0 when it says none.
function orientation(bytes, start) {
  if (String.fromCharCode(...bytes.slice(start, start + 4)) !== "Exif") return 0;
  const tiff = start + 6;
  const small = bytes[tiff] === 0x49;
  const two = (at) => (small ? bytes[at] + bytes[at + 1] * 256 : bytes[at] * 256 + bytes[at + 1]);
  const four = (at) => (small ? two(at) + two(at + 2) * 65536 : two(at) * 65536 + two(at + 2));
  const entries = tiff + four(tiff + 4);
  for (let n = 0; n < two(entries) && n < 100; n += 1) {
    const entry = entries + 2 + n * 12;
    if (two(entry) === 0x0112) return two(entry + 8);
  }
  return 0;
}

// The picture is judged as it is seen; « à vérifier » when it would be judged otherwise
// as it is stored, since ameli may not turn it.
function judgePixels(rule, { width, height, turned }, limits) {
  if (!turned) return rule(width, height, limits);
  const seen = rule(height, width, limits);
  if (seen.result === rule(width, height, limits).result) return seen;
  return answer("verifier", `${seen.text} Mais elle est enregistrée couchée : si elle est refusée, l'ouvrir, la tourner et l'enregistrer de nouveau.`);
}

const PNG_IS = { png: "C'est une image PNG", other: "C'est une image PNG, même si son nom dit autre chose" };
export const CONVERT = {
  png: (name) => answer("ko", `${/\.png$/i.test(name) ? PNG_IS.png : PNG_IS.other} : ouvrez-la et enregistrez-la en JPEG.`),
  heic: () => answer("ko", "C'est une photo HEIC d'iPhone. L'iPhone la convertit souvent lui-même en JPEG quand on l'envoie : essayez. Sinon : Réglages > Appareil photo > Formats > « Le plus compatible », puis reprenez la photo."),
};

// What is known before a single byte is read: an answer when that is enough.
export function judgeUnread(name, size, limits) {
  const found = judgeSize(size, limits);
  return size === 0 || size > limits.maxMb * 1024 * 1024 ? [found] : null;
}

export const UNREADABLE = answer("verifier", "Ce fichier n'a pas pu être lu. S'il est dans un nuage (Drive, iCloud…), le télécharger d'abord sur l'appareil, puis le choisir de nouveau.");

export function countPages(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  return (text.match(/\/Type\s*\/Page(?![a-zA-Z])/g) || []).length;
}

export function judge(kind, name, bytes, limits, recto = false) {
  const real = recognize(bytes);
  if (CONVERT[real]) return [CONVERT[real](name), judgeSize(bytes.length, limits)];
  const found = [judgeName(name), judgeSize(bytes.length, limits)];
  if (real === "pdf") {
    const pages = countPages(bytes);
    const several = kind === "piece" ? "n'envoyez que la page du recto" : "n'envoyez que la page de la photo";
    found.push(answer("verifier", pages > 1 ? `PDF de ${pages} pages : ${several}.` : "PDF : ses pixels ne se mesurent pas ici."));
  } else if (real === "jpeg") {
    const size = jpegSize(bytes);
    const rule = kind === "photo" ? judgePhoto : judgeDocument;
    found.push(size ? judgePixels(rule, size, limits) : answer("verifier", "La définition n'a pas pu être lue."));
  } else if (found[0].result !== "ko") {
    found.push(answer("ko", "Le contenu n'est ni un JPEG ni un PDF, malgré son nom : enregistrez-le de nouveau."));
  }
  if (kind === "piece") found.push(recto ? answer("ok", "Recto uniquement : vous l'avez vérifié.") : answer("verifier", "Recto uniquement : cochez la case quand vous l'avez vérifié."));
  return found;
}
