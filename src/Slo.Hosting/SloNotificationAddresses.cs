namespace Slo;

/// <summary>The addresses to which requests may be sent. The check is made for the address of the connection, so a name that resolves to
/// another address later cannot bypass it.</summary>
public enum SloNotificationAddresses
{
    /// <summary>All but link-local addresses and the metadata services of clouds.</summary>
    NoLinkLocal,

    /// <summary>Public addresses only: neither loopback nor private, shared, link-local or reserved ones; a proxy is not used.</summary>
    PublicOnly,

    /// <summary>Every address.</summary>
    Any,
}
