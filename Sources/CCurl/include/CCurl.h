#ifndef CCURL_H
#define CCURL_H

// One HTTP POST with an answer that is read while it comes, by the system's libcurl, which is loaded
// with the first call: a command that talks to no server starts without it, and runs where it is
// missing.

#include <stdbool.h>
#include <stddef.h>

/// What is sent, and how long we wait for what.
typedef struct ccurl_request {
  const char *url;
  const char *const *headers;  // lines `Name: value`
  size_t header_count;
  const char *body;
  size_t body_size;
  long connect_milliseconds;  // until the server takes the connection
  long stall_seconds;         // the longest without a byte
  long total_seconds;         // the longest in all
  bool uses_proxy;            // whether http_proxy and its like count
} ccurl_request;

/// Takes a part of the answer, which has that HTTP status; false ends the call.
typedef bool (*ccurl_receive)(void *context, long status, const char *bytes, size_t count);

typedef enum ccurl_outcome {
  CCURL_ANSWERED,     // with any HTTP status
  CCURL_STOPPED,      // the receiver wanted no more
  CCURL_UNAVAILABLE,  // libcurl can't be loaded
  CCURL_UNREACHABLE,  // no connection, or none that TLS or a proxy allows
  CCURL_TIMED_OUT,    // connecting, stalled, or in all
  CCURL_BROKEN_OFF,   // the server closed the connection within the answer
  CCURL_FAILED,       // the address or an option is none
} ccurl_outcome;

typedef struct ccurl_result {
  ccurl_outcome outcome;
  long status;        // the HTTP status; 0 where none came
  char message[256];  // why it failed, in libcurl's words
} ccurl_result;

/// Sends the request and gives each part of the answer to `receive`. Safe from any thread.
ccurl_result ccurl_post(const ccurl_request *request, ccurl_receive receive, void *context);

#endif
