using Microsoft.Extensions.Primitives;

namespace Slo;

/// <summary>
/// Signals a change of definitions from another source, so that the set is reloaded. For packages that provide definitions.
/// </summary>
/// <remarks>
/// Not <c>IOptionsChangeTokenSource</c>: options monitors follow those too, and would validate the change on the thread that signals it,
/// where their exceptions are not caught.
/// </remarks>
public interface ISloChangeTokenSource
{
    /// <summary>The name of the set; empty: the default one.</summary>
    string Name { get; }

    /// <summary>A token that is signalled at the next change.</summary>
    IChangeToken GetChangeToken();
}
