/** EX_CONFIG of sysexits.h: whatever starts it again would get the same. */
const configurationFault = 78;

/** Ends a program that was asked for what it cannot be, with the words that say what to mend. */
export const refuseToStart = (problem: string): never => {
  console.error(problem);
  process.exit(configurationFault);
};
