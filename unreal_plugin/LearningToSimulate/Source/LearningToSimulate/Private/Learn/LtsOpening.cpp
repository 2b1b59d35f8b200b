// Opening a session on a thread of its own: the first loading of libtorch takes a second, and no frame waits for it.
#include "LtsOpening.h"
#include "HAL/RunnableThread.h"

namespace LtsOpening
{
	// Static constructors of libtorch run on this thread and need more than the engine's usual stack.
	constexpr uint32 StackBytes = 16 * 1024 * 1024;
}

FLtsOpening::FLtsOpening(const FLtsSessionOptions& InOptions)
	: Options(InOptions)
	, bDone(false)
{
	Thread = FRunnableThread::Create(this, TEXT("LtsOpening"), LtsOpening::StackBytes, TPri_BelowNormal);
	if (Thread == nullptr)
	{
		// No threads here (a server without them): then the caller waits.
		Run();
	}
}

FLtsOpening::~FLtsOpening()
{
	if (Thread != nullptr)
	{
		Thread->Kill(true);
		delete Thread;
	}
}

uint32 FLtsOpening::Run()
{
	Session = FLtsSession::Open(Options, Error);
	bDone = true;
	return 0;
}

TSharedPtr<FLtsSession> FLtsOpening::Take(FString& OutError)
{
	OutError = Error;
	TSharedPtr<FLtsSession> Taken = Session;
	Session.Reset();
	return Taken;
}
