using System.Diagnostics;

namespace Slo.Dependencies;

/// <summary>A call that has not ended.</summary>
/// <param name="Key">Its <see cref="Activity"/>, or the <see cref="SloDependency"/> of an own call.</param>
/// <param name="Started">A time stamp of the system's clock.</param>
internal readonly record struct OpenCall(object Key, long Started)
{
    internal string Dependency => Key switch
    {
        Activity activity => CallListener.NameOf(activity) ?? SloDependencyStatus.Other,
        SloDependency own => own.Name,
        _ => SloDependencyStatus.Other,
    };
}
