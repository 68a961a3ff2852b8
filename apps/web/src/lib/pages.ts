/** Every page of the console that has an address of its own. */
export type Page =
  | { readonly kind: "setup" }
  | { readonly kind: "incidents" }
  /** `id` as it stands in the address, still encoded. */
  | { readonly kind: "incident"; readonly id: string }
  /** How the installation stands; also what any other address shows. */
  | { readonly kind: "home" };

export const pageAt = (pathname: string): Page => {
  const [, first, second, ...rest] = pathname.replace(/\/+$/, "").split("/");
  if (rest.length > 0) return { kind: "home" };
  if (first === "setup" && second === undefined) return { kind: "setup" };
  if (first !== "incidents") return { kind: "home" };
  return second === undefined || second === "" ? { kind: "incidents" } : { kind: "incident", id: second };
};

export const incidentsPath = "/incidents";
export const incidentPath = (id: string): string => `/incidents/${encodeURIComponent(id)}`;
