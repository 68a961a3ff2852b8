import { useEffect } from "react";
import { useOutdate } from "./api.ts";
import { followEvents } from "./event-stream.ts";

/** Keeps what is on screen of an organization up to date; null follows nothing. */
export const useLive = (organizationId: string | null): void => {
  const outdate = useOutdate();
  useEffect(() => {
    if (organizationId === null) return;
    return followEvents(organizationId, (paths) => void outdate(...paths));
  }, [organizationId, outdate]);
};
