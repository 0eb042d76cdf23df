/** @returns an array whose elements take exactly 8 bytes each, and none more for what may come */
exports.zeros = function zeros(length) {
  // oxlint-disable-next-line unicorn/no-new-array -- of all ways, this one leaves no room for more
  return new Array(length).fill(0);
};
