/* Takes back what sha256_lanes.h and its includer defined for one width. */
#undef VEC
#undef ALL
#undef ROTATED
#undef ROUND
#undef NEXT
#undef SIXTEEN
#undef LANES
#undef TARGET
#undef LANED
