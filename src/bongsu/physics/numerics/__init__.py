"""How kernels are compiled and spread over cores; curves through tabulated points."""
