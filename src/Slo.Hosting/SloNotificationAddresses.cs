namespace Slo;

/// <summary>To which addresses a notification may be sent. The address that is connected to is judged, so a name that changes its address
/// does not help.</summary>
public enum SloNotificationAddresses
{
    /// <summary>All but link-local addresses and the metadata services of clouds.</summary>
    NoLinkLocal,

    /// <summary>Public addresses only: neither loopback nor private, shared, link-local or reserved ones; a proxy is not used.</summary>
    PublicOnly,

    /// <summary>Every address.</summary>
    Any,
}
