const two = (value: number): string => String(value).padStart(2, "0");

/** A moment (ms since 1970, UTC) as an input of type `datetime-local` takes it: the reader's own zone, to the minute. */
export const toLocalMinute = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** The moment (ms since 1970, UTC) that such an input names; null where it names none. */
export const ofLocalMinute = (text: string): number | null => {
  const at = new Date(text).getTime();
  return text === "" || Number.isNaN(at) ? null : at;
};
