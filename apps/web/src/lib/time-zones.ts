/** The zone of this browser. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zones to choose from. UTC and the browser's own name come first where the list spells them in another way. */
export const timeZones = (): readonly { readonly value: string; readonly label: string }[] => {
  const listed = Intl.supportedValuesOf("timeZone");
  return [...new Set([ownTimeZone(), "UTC"].filter((zone) => !listed.includes(zone)).concat(listed))].map((value) => ({
    value,
    label: value.replaceAll("_", " "),
  }));
};
