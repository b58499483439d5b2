// Captions as a WebVTT file, and times as people write them: `1:02.5`.

/** Seconds, or NaN where it is no time. */
export function seconds(text) {
  const parts = text.trim().replaceAll('：', ':').replace(/[,，。]/, '.').split(':');
  const last = parts.pop();
  const whole = parts.every((part) => /^\d{1,4}$/.test(part)) && parts.length <= 2;
  if (!whole || !/^\d{1,4}(\.\d{1,3})?$/.test(last)) return NaN;
  if (parts.length > 0 && Number(last) >= 60) return NaN;
  if (parts.length > 1 && Number(parts[1]) >= 60) return NaN;
  return [...parts, last].reduce((sum, part) => sum * 60 + Number(part), 0);
}

function split(time) {
  const millis = Math.max(0, Math.round(time * 1000));
  return [Math.floor(millis / 60_000), Math.floor(millis / 1000) % 60, millis % 1000];
}

const digits = (number, count) => String(number).padStart(count, '0');

/** Seconds as they stand in a field, to the millisecond. */
export function written(time) {
  const [minutes, rest, millis] = split(time);
  return `${minutes}:${digits(rest, 2)}.${digits(millis, 3).replace(/0{1,2}$/, '')}`;
}

function stamp(time) {
  const [minutes, rest, millis] = split(time);
  const hours = digits(Math.floor(minutes / 60), 2);
  return `${hours}:${digits(minutes % 60, 2)}:${digits(rest, 2)}.${digits(millis, 3)}`;
}

/** What may stand in a cue: an empty line would end it. */
export function said(text) {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A WebVTT file of cues `{ start, end, text }` that are in order. */
export function file(cues) {
  const blocks = cues.map(({ start, end, text }) => `${stamp(start)} --> ${stamp(end)}\n${escaped(text)}\n`);
  return `WEBVTT\n\n${blocks.join('\n')}`;
}
