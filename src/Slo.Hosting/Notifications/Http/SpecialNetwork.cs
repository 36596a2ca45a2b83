using System.Net;

namespace Slo.Hosting.Notifications.Http;

/// <summary>Addresses with a special purpose.</summary>
/// <param name="Prefix">Which.</param>
/// <param name="Name">As the registry calls them.</param>
/// <param name="Source">The RFC, or who uses them.</param>
internal sealed record SpecialNetwork(IPNetwork Prefix, string Name, string Source);
