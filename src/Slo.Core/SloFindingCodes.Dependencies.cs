namespace Slo;

/// <content>The codes of dependencies.</content>
public static partial class SloFindingCodes
{
    /// <summary>An invalid option of the observation of calls.</summary>
    public const string DependencyOption = "SLO0841";

    /// <summary>A declared dependency that cannot be read.</summary>
    public const string Dependency = "SLO0842";

    /// <summary>An objective that depends on itself, also through others.</summary>
    public const string DependencyCycle = "SLO0843";

    /// <summary>A dependency that is declared and never called.</summary>
    public const string DependencyNotCalled = "SLO0844";

    /// <summary>A dependency that is called and not declared.</summary>
    public const string DependencyNotDeclared = "SLO0845";
}
