/* Everything of the policy ABI: the core and all extensions. */
#ifndef LTS_ALL_H
#define LTS_ALL_H

#include "ext/credit.h"
#include "ext/log.h"
#include "ext/metrics.h"
#include "ext/state.h"
#include "ext/stop.h"
#include "policy.h"

#endif
