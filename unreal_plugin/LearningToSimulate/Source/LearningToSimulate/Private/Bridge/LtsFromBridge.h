// From the bridge's types to the engine's, and the few ways back.
#pragma once

#include "LtsBridge.h"
#include "LtsScene.h"
#include "LtsSession.h"

#if WITH_LTS_BRIDGE

namespace LtsFromBridge
{
	FString Text(const rust::String& Text);
	rust::String Text(const FString& Text);

	FLtsMesh Mesh(const lts::Mesh& Mesh);
	FLtsJob Job(const lts::Job& Job);
	FLtsProgress Progress(const lts::Progress& Progress);
	FLtsParameter Parameter(const lts::Parameter& Parameter);
	FLtsClass Class(const lts::Class& Class);
	FLtsNews News(const lts::Event& Event);

	lts::Base Base(ELtsBase Base);
	lts::SessionOptions Options(const FLtsSessionOptions& Options);
}

#endif
