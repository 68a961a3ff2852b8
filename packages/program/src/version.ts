/** The version that the package manager names, or this build's own where no package manager started it. */
export const programVersion = (): string => process.env["npm_package_version"] ?? "0.1.0";
