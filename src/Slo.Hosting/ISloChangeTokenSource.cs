using Microsoft.Extensions.Primitives;

namespace Slo;

/// <summary>Tells that definitions from elsewhere changed, so that the set is read anew. For packages that bring definitions.</summary>
/// <remarks>
/// Not <c>IOptionsChangeTokenSource</c>: options monitors follow those too, and would validate the change on the thread that tells of it,
/// where nobody catches what they throw.
/// </remarks>
public interface ISloChangeTokenSource
{
    /// <summary>The name of the set; empty: the default one.</summary>
    string Name { get; }

    /// <summary>A token that is signalled at the next change.</summary>
    IChangeToken GetChangeToken();
}
