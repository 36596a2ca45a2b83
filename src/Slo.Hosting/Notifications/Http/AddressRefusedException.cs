namespace Slo.Hosting.Notifications.Http;

/// <summary>A name led to addresses only that notifications may not be sent to.</summary>
internal sealed class AddressRefusedException() : Exception("its address is not among those allowed (Addresses)");
