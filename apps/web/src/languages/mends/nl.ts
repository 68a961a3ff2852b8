import type { en } from "./en.ts";

export const nl: typeof en = {
  turnOn: "zet de regel aan",
  restore: "zet de regel terug",
  completeRule: "herstel de regel: {problem}",
  tellEveryUpdate: "meld elke wijziging",
  tellWhenSeverityRises: "meld ook als de ernst stijgt",
  addChange: "meld ook de wijziging “{change}”",
  addSeverity: "kies ook ernst {severity}",
  addDeviceGroup: "kies ook apparaatgroep {group}",
  includeDeviceless: "neem waarschuwingen zonder apparaat mee",
  addSource: "kies ook bron {source}",
  anySource: "beperk de regel niet tot bronnen",
  leaveOut: "laat de voorwaarde “{condition}” weg",
};
