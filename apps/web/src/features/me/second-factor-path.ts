/** Where the api looks after one's second factor. */
export const secondFactorPath = "/api/v1/me/second-factor";
