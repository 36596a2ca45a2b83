namespace Slo;

/// <summary>
/// The addresses to which notifications can be sent. The address of the connection is checked, so a name that changes its address does not
/// help.
/// </summary>
public enum SloNotificationAddresses
{
    /// <summary>All but link-local addresses and the metadata services of clouds.</summary>
    NoLinkLocal,

    /// <summary>Public addresses only: neither loopback nor private, shared, link-local or reserved ones; a proxy is not used.</summary>
    PublicOnly,

    /// <summary>Every address.</summary>
    Any,
}
