/* Takes back what sha256_lanes.h or sha512_lanes.h and its includer defined for one width. */
#undef VEC
#undef ALL
#undef ROTATED
#undef ROUND
#undef NEXT
#undef SIXTEEN
#undef WORD
#undef ROUNDS
#undef CONSTANTS
#undef BIG_SUM_A
#undef BIG_SUM_E
#undef SMALL_SUM_1
#undef SMALL_SUM_14
#undef LANES
#undef TARGET
#undef LANED
