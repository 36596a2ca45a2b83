namespace Slo;

/// <summary>
/// Responses of this endpoint, action or controller are streams: their duration is not a latency. An objective with a latency threshold
/// ignores them, or measures the time to their first byte if that is its latency. Event streams (<c>text/event-stream</c>), WebSockets,
/// SignalR and streaming gRPC methods need no mark.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
public sealed class SloStreamAttribute : Attribute, ISloStreamMetadata;
