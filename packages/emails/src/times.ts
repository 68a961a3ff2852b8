import { hourMs, type Instant, keptAnswers, minuteMs } from "@tocsin/core/kernel";
import type { Language } from "./languages/index.ts";

/** Instants as one reader sees them: in their language and time zone. */
export interface Times {
  /** The IANA zone that is used: the reader's, or UTC where theirs is not valid. */
  readonly zone: string;
  /** `22 Nov 2026 03:12:40 CET (UTC+01:00)`. */
  readonly full: (at: Instant) => string;
  /** `22 Nov 2026 03:12:40 CET`: for lists whose zone is given elsewhere. */
  readonly exact: (at: Instant) => string;
  /** `22 Nov 03:12 CET`. */
  readonly short: (at: Instant) => string;
  /** `03:12 CET`. */
  readonly clock: (at: Instant) => string;
}

/** How to write instants for a reader; a zone that this runtime does not know is UTC. */
export const timesOf = (timeZone: string, language: Language): Times => {
  const zone = zoneOf(timeZone);
  const told = (write: (moment: Moment) => string) => (at: Instant) => {
    const moment = momentOf(zone, at);
    return moment === null ? language.unknownTime : write(moment);
  };
  const date = ({ local }: Moment) => `${local.getUTCDate()} ${language.months[local.getUTCMonth()]}`;
  const minute = ({ local }: Moment) => `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`;
  const exact = (moment: Moment) =>
    `${date(moment)} ${moment.local.getUTCFullYear()} ${minute(moment)}:${twoDigits(moment.local.getUTCSeconds())}`;
  return {
    zone: zone.name,
    full: told((moment) => {
      if (moment.abbreviation === "UTC") return `${exact(moment)} UTC`;
      if (moment.abbreviation === moment.offset) return `${exact(moment)} (${moment.offset})`;
      return `${exact(moment)} ${moment.abbreviation} (${moment.offset})`;
    }),
    exact: told((moment) => `${exact(moment)} ${moment.abbreviation}`),
    short: told((moment) => `${date(moment)} ${minute(moment)} ${moment.abbreviation}`),
    clock: told((moment) => `${minute(moment)} ${moment.abbreviation}`),
  };
};

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A date and time as the clocks of a zone show it. */
interface Moment extends Offset {
  /** What UTC would have to be for its clock to show the same. */
  readonly local: Date;
}

interface Offset {
  /** What the clocks there are ahead of UTC. */
  readonly aheadMs: number;
  /** `UTC+01:00`. */
  readonly offset: string;
  /** `CET`; the offset where the zone has no abbreviation in English. */
  readonly abbreviation: string;
}

interface Zone {
  readonly name: string;
  readonly offset: Intl.DateTimeFormat;
  readonly abbreviations: readonly Intl.DateTimeFormat[];
  /** By quarter of an hour, the finest step at which any zone has moved its clocks since 1973. */
  readonly kept: (quarter: number, find: () => Offset) => Offset;
}

const quarterMs = 15 * minuteMs;
const offsetsMax = 1_000;

// Making a formatter takes longer than rendering a mail, so each zone's are made once in the life of the process.
const zones = new Map<string, Zone>();

// CLDR has an abbreviation only in the English of the countries that use it: CET in en-GB, EST in en-US.
const englishes = ["en-GB", "en-US", "en-AU"];

const zoneOf = (timeZone: string): Zone => {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = openZone(timeZone);
  if (made === null) return zoneOf("UTC");
  zones.set(timeZone, made);
  return made;
};

const openZone = (name: string): Zone | null => {
  try {
    return {
      name,
      offset: new Intl.DateTimeFormat("en-GB", { timeZone: name, timeZoneName: "longOffset" }),
      abbreviations: englishes.map(
        (english) => new Intl.DateTimeFormat(english, { timeZone: name, timeZoneName: "short" }),
      ),
      kept: keptAnswers(offsetsMax),
    };
  } catch {
    return null;
  }
};

const momentOf = (zone: Zone, at: Instant): Moment | null => {
  if (Number.isNaN(new Date(at).getTime())) return null;
  const offset = offsetAt(zone, Math.floor(at / quarterMs));
  const local = new Date(at + offset.aheadMs);
  return Number.isNaN(local.getTime()) ? null : { ...offset, local };
};

const offsetAt = (zone: Zone, quarter: number): Offset =>
  zone.kept(quarter, () => findOffset(zone, quarter * quarterMs));

const findOffset = (zone: Zone, at: Instant): Offset => {
  const name = zoneNameOf(zone.offset, at);
  const [, sign = "+", hours = "00", minutes = "00"] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = `UTC${sign}${hours}:${minutes}`;
  const aheadMs = Number(`${sign}1`) * (Number(hours) * hourMs + Number(minutes) * minuteMs);
  const abbreviations = zone.abbreviations.map((format) => zoneNameOf(format, at));
  return { aheadMs, offset, abbreviation: abbreviations.find((text) => /^[A-Z]{2,5}$/.test(text)) ?? offset };
};

const zoneNameOf = (format: Intl.DateTimeFormat, at: Instant): string =>
  format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
