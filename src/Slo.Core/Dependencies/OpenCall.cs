using System.Diagnostics;

namespace Slo.Dependencies;

/// <summary>A call that has not ended.</summary>
/// <param name="Key">Its <see cref="Activity"/>, or the <see cref="SloDependency"/> of an own call.</param>
/// <param name="Started">A time stamp of the system's clock.</param>
/// <param name="Name">The name that a call within it gave; null: none.</param>
internal readonly record struct OpenCall(object Key, long Started, string? Name = null)
{
    internal string Dependency => Key switch
    {
        Activity activity => CallListener.NameOf(activity) ?? Name ?? SloDependencyStatus.Other,
        SloDependency own => own.Name,
        _ => SloDependencyStatus.Other,
    };
}
