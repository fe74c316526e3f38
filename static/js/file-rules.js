// The rules of the guide on a photo or an identity document (L135-140): each answer is
// { result: "ok" | "ko" | "verifier", text }. No page, no network: only facts in.

const answer = (result, text) => ({ result, text });

// `limits` holds the guide's numbers: minKb, maxMb, photo and document bounds.
export function judgeName(name) {
  const ending = name.includes(".") ? name.split(".").pop() : "";
  if (/^(jpeg|jpg|pdf|JPEG|JPG|PDF)$/.test(ending)) {
    return answer("ok", `Format accepté : ${ending}.`);
  }
  if (/^(jpeg|jpg|pdf)$/i.test(ending)) {
    return answer("verifier", `« .${ending} » mêle majuscules et minuscules : renommez le fichier en « .${ending.toLowerCase()} ».`);
  }
  return answer("ko", `Format non accepté${ending ? ` (.${ending})` : ""} : il faut un fichier JPEG, JPG ou PDF.`);
}

// Ko and Mo may count 1000 or 1024: between the two readings, « à vérifier ».
export function judgeSize(bytes, limits) {
  const { minKb, maxMb } = limits;
  if (bytes < minKb * 1000) return answer("ko", `Fichier trop léger : moins de ${minKb} Ko. Refaites la photo en meilleure qualité.`);
  if (bytes > maxMb * 1024 * 1024) return answer("ko", `Fichier trop lourd : plus de ${maxMb} Mo. Réduisez sa taille.`);
  if (bytes < minKb * 1024 || bytes > maxMb * 1e6) return answer("verifier", "Taille juste à la limite : ameli peut l'accepter ou la refuser.");
  return answer("ok", `Taille acceptée : ${bytes < 1e6 ? `${Math.round(bytes / 1000)} Ko` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} Mo`}.`);
}

export function judgePhoto(width, height, limits) {
  const { minWidth, minHeight, maxWidth, maxHeight } = limits.photo;
  const size = `${width} x ${height} pixels`;
  if (width < minWidth || height < minHeight) return answer("ko", `Photo trop petite (${size}) : il faut au moins ${minWidth} x ${minHeight}.`);
  if (width > maxWidth || height > maxHeight) return answer("ko", `Photo trop grande (${size}) : au plus ${maxWidth} x ${maxHeight}${width > height ? ". Elle est couchée : tournez-la" : ""}.`);
  return answer("ok", `Définition acceptée : ${size}.`);
}

export function judgeDocument(width, height, limits) {
  const { maxWidth, maxHeight } = limits.document;
  const size = `${width} x ${height} pixels`;
  if (width <= maxWidth && height <= maxHeight) return answer("ok", `Définition acceptée : ${size}.`);
  if (height <= maxWidth && width <= maxHeight) return answer("verifier", `Image debout (${size}) : tournez-la pour qu'elle tienne dans ${maxWidth} x ${maxHeight}.`);
  return answer("ko", `Image trop grande (${size}) : au plus ${maxWidth} x ${maxHeight}.`);
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

// Width and height from a JPEG's frame header; turned when its EXIF says so is left to
// the browser, which shows the picture upright. Null when there is none.
export function jpegSize(bytes) {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: bytes[at + 5] * 256 + bytes[at + 6], width: bytes[at + 7] * 256 + bytes[at + 8] };
    at += marker === 0xff ? 1 : 2 + bytes[at + 2] * 256 + bytes[at + 3];
  }
  return null;
}

export const CONVERT = {
  png: answer("ko", "C'est une image PNG, même si son nom dit autre chose : ouvrez-la et enregistrez-la en JPEG."),
  heic: answer("ko", "C'est une photo HEIC d'iPhone : Réglages > Appareil photo > Formats > « Le plus compatible », puis reprenez la photo ; ou envoyez-la-vous par email, elle arrivera en JPEG."),
};

export function countPages(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  return (text.match(/\/Type\s*\/Page(?![a-zA-Z])/g) || []).length;
}

export function judge(kind, name, bytes, limits) {
  const real = recognize(bytes);
  if (CONVERT[real]) return [CONVERT[real], judgeSize(bytes.length, limits)];
  const found = [judgeName(name), judgeSize(bytes.length, limits)];
  if (real === "pdf") {
    const pages = countPages(bytes);
    found.push(answer("verifier", `PDF${pages > 1 ? ` de ${pages} pages` : ""} : ses pixels ne se mesurent pas ici.`));
  } else if (real === "jpeg") {
    const size = jpegSize(bytes);
    const rule = kind === "photo" ? judgePhoto : judgeDocument;
    found.push(size ? rule(size.width, size.height, limits) : answer("verifier", "La définition n'a pas pu être lue."));
  } else if (found[0].result !== "ko") {
    found.push(answer("ko", "Le contenu n'est ni un JPEG ni un PDF, malgré son nom : enregistrez-le de nouveau."));
  }
  if (kind === "piece") found.push(answer("verifier", "Recto uniquement : n'envoyez pas le verso."));
  return found;
}
