// Does nothing for a second.
await new Promise((resolve) => setTimeout(resolve, 1_000));
