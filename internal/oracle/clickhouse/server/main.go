// SPDX-License-Identifier: Apache-2.0

// Command server is a ClickHouse server on a loopback port. The engine comes
// out of the library that npm's chdb is made of, which is loaded at run time;
// this program only starts it. It ends when descriptor 3, which its parent holds
// the other end of, is closed: with its parent, however that ends. Tests and
// benchmarks run it; see package clickhouse.
//
//	server LIBRARY FOLDER PORT
package main

/*
#cgo LDFLAGS: -ldl
#include <dlfcn.h>
#include <stddef.h>

// The two entries of the library that are used. The first is not in its
// documented interface, so the library's version is pinned.
typedef void *(*run_command)(int count, char **words);
typedef const char *(*error_of)(void *result);

// load opens the library and finds the entries; it returns what is wrong.
static const char *load(const char *path, run_command *run, error_of *failed) {
	void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
	if (library == NULL)
		return dlerror();
	// Signals belong to the Go runtime.
	void (*signals)(int) = (void (*)(int))dlsym(library, "chdb_set_signal_handlers_enabled");
	if (signals != NULL)
		signals(0);
	*run = (run_command)dlsym(library, "chdb_query_cmdline");
	*failed = (error_of)dlsym(library, "chdb_result_error");
	return *run == NULL || *failed == NULL ? "the library lacks an entry: is it the pinned version?" : NULL;
}

// serve runs the engine's command line and returns what went wrong, if it ever
// returns.
static const char *serve(const char *path, int count, char **words) {
	run_command run;
	error_of failed;
	const char *wrong = load(path, &run, &failed);
	if (wrong != NULL)
		return wrong;
	void *result = run(count, words);
	return result == NULL ? "the engine gave no result" : failed(result);
}
*/
import "C"

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
)

// queries start to listen and then keep the engine busy with sleeping, in a
// thread that costs nothing; when they end, so does the engine.
const queries = "SYSTEM START LISTEN HTTP; SELECT sleepEachRow(3) FROM numbers(1000000000) SETTINGS max_block_size = 1, max_threads = 1 FORMAT Null"

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: server LIBRARY FOLDER PORT")
		os.Exit(2)
	}
	go endWithParent()
	err := serve(os.Args[1], os.Args[2], os.Args[3])
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// endWithParent waits for the end of descriptor 3.
func endWithParent() {
	_, _ = io.Copy(io.Discard, os.NewFile(3, "parent"))
	os.Exit(0)
}

// serve runs the engine in this thread. It returns only if something is wrong.
func serve(library, folder, port string) error {
	runtime.LockOSThread()
	words := []string{"server", "--path=" + folder, "--http_port=" + port, "--listen_host=127.0.0.1", "--query=" + queries}
	list := make([]*C.char, 0, len(words)+1)
	for _, w := range words {
		list = append(list, C.CString(w)) // kept: the engine may read them for as long as it runs
	}
	list = append(list, nil)
	if wrong := C.serve(C.CString(library), C.int(len(words)), &list[0]); wrong != nil {
		return errors.New(C.GoString(wrong))
	}
	return errors.New("the engine ended")
}
