// Opening a session on a thread of its own: the first loading of libtorch takes a second, and no frame waits for it.
#pragma once

#include "CoreMinimal.h"
#include "HAL/Runnable.h"
#include "LtsSession.h"

#include <atomic>

class FRunnableThread;

class FLtsOpening final : public FRunnable
{
public:
	explicit FLtsOpening(const FLtsSessionOptions& InOptions);

	/** Waits for the thread. */
	virtual ~FLtsOpening();

	bool IsDone() const { return bDone; }

	/** What came of it, once done: a session, or nothing and a reason. */
	TSharedPtr<FLtsSession> Take(FString& OutError);

	virtual uint32 Run() override;

private:
	FLtsSessionOptions Options;
	TSharedPtr<FLtsSession> Session;
	FString Error;
	std::atomic<bool> bDone;
	FRunnableThread* Thread = nullptr;
};
