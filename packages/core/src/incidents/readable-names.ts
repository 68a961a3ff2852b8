import { remembered } from "../kernel/index.ts";

/** `DefenseEvasion` as people write it: `Defense Evasion`. Text that is no such identifier stays as it is. */
export const readableCategory = remembered((text) =>
  /^[A-Za-z][a-z]+([A-Z][a-z]+)+$/.test(text) ? words(text) : text,
);

/**
 * The products of Microsoft's enumerations as people write them: `microsoftDefenderForEndpoint` is
 * `Microsoft Defender for Endpoint`. Other names are somebody's own spelling (`CrowdStrike`) and stay.
 */
export const readableSource = remembered((text) =>
  /^(microsoft|azure)[A-Z0-9][A-Za-z0-9]*$/.test(text) ? words(text) : text,
);

const words = (identifier: string): string => {
  const spaced = identifier.replace(/([a-z])([A-Z0-9])/g, "$1 $2").replace(/([0-9])([A-Z])/g, "$1 $2");
  const capital = `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
  return capital.replace(/ (For|And|Of)\b/g, (word) => word.toLowerCase()).replace(/\bAd\b/, "AD");
};
